"""What is it worth? Enclosures by Arb, and numbers rounded from them."""
