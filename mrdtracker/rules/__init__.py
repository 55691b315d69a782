"""Rule packs: load and check them, hold a case against them, explain every answer."""
