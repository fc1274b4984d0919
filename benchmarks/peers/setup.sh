#!/bin/sh
# Makes the virtual environment of the peers in .venv beside this file (about 6 GB: the index's PyTorch brings its GPU
# libraries, which are not used). `setup.sh sampling` adds what the peer of `sibyl bench sampling` needs.
set -eu
cd "$(dirname "$0")"
python3 -m venv .venv
.venv/bin/pip install --quiet -r requirements.txt
# What NeighborLoader samples with is not on the index in a form that is ready to run: this compiles it, in 20 minutes or so.
if [ "${1:-}" = sampling ]; then
    .venv/bin/pip install --quiet wheel "setuptools<81"
    FORCE_ONLY_CPU=1 .venv/bin/pip install --quiet --no-build-isolation torch-scatter==2.1.2 torch-sparse==0.6.18
fi
.venv/bin/python -c "import torch; print('PyTorch', torch.__version__, 'with', torch.get_num_threads(), 'threads')"
