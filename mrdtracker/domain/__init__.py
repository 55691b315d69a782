"""What MRD is: values, units, days, records, cases and findings; standard library only."""
