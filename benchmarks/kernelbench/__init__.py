"""What a kernel of Jupyter's takes, measured from outside, as a front end would."""
