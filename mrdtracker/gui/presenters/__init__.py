"""What dialogs and pages think: plain Python, text in, messages and commands out."""
