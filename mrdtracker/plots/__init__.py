"""Pictures as functions of data onto a figure: matplotlib is known here, and Qt is not."""
