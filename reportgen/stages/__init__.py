"""The stages of a build, one file each; none knows another, `pipeline` knows their order."""
