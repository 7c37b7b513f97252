"""What all pages share: the transaction, words, forms, filters, headers and error pages."""
