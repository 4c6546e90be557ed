"""What goes over the wire: `…Told` is read, `…New` makes one, `…Change` changes one. Lengths and choices come from the
models, so that each is said once."""
