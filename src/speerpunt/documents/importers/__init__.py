"""What comes in: files of strangers, looked at before they are kept. Light on purpose: the cage starts from here."""
