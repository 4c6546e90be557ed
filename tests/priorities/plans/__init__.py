"""Plans of fictional organisations, each laid out in another way, with the outline that a reader sees in them."""
