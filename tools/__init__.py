"""Programs for those who build Speerpunt; nothing of the product imports them."""
