"""The laboratory's file: the only package that speaks SQL, with one door for writing."""
