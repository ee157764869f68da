"""What the notes must keep to: rules as plain functions, each beside the words it says."""
