"""This computer: keychain, settings, private documents, opening files, certificates, logs."""
