# Linux dan macOS; untuk Windows lihat README.md.
PYTHON ?= python3
POLRES ?= oku
TAHUN  ?= 2023
BIN    := .venv/bin

.PHONY: laporan siap test bench notebook bersih

laporan: siap ## Susun LKIP satu Polres dan tahun
	$(BIN)/lkip run --polres $(POLRES) --tahun $(TAHUN)

siap: ## Siapkan .venv dari requirements.lock
	@$(PYTHON) siapkan.py

test: siap ## Semua uji, termasuk notebook
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder tests
	$(BIN)/python -m pytest --nbval-lax --nbval-kernel-startup-timeout 600 notebooks

bench: siap ## Ukur waktu dan memori, bandingkan dengan cara biasa
	$(BIN)/python bench/ukur.py --polres $(POLRES) --tahun $(TAHUN) $(UKUR)

notebook: siap ## Jalankan ulang notebook yang disimpan di repositori
	$(BIN)/lkip notebook

bersih: ## Hapus semua hasil (data mentah dan .venv tetap)
	rm -rf build
	find data/clean -mindepth 1 ! -name README.md -delete
