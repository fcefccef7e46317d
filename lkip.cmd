@echo off
rem Menyusun laporan satu Polres dan tahun di Windows, sama dengan "make laporan" di Linux. Hanya memerlukan Python 3.11 sampai 3.13.
rem Pakai: lkip.cmd [polres] [tahun], misalnya: lkip.cmd oku 2023. Klik ganda memakai oku 2023.
rem Semua perintah dapat pula dipakai di folder ini, misalnya: lkip init, atau: lkip impor data/masukan/oku-2023.xlsx
rem Kode keluar: 0 laporan tersusun, 2 masukan perlu dibetulkan, 9 Python tidak ada, lainnya gagal.
setlocal
set "LKIP_AKAR=%~dp0"
set "POLRES=%~1"
set "TAHUN=%~2"
if "%POLRES%"=="" set "POLRES=oku"
if "%TAHUN%"=="" set "TAHUN=2023"
set "PERINTAH="
for %%P in (run validate verify diff lacak init impor ekspor doctor sintetis batch rekap pantau --help) do if "%~1"=="%%P" set "PERINTAH=%%P"

set "PYTHON=py -3"
%PYTHON% --version >nul 2>nul
if errorlevel 1 set "PYTHON=python"
%PYTHON% --version >nul 2>nul
if errorlevel 1 goto tanpa_python

%PYTHON% "%~dp0siapkan.py"
if not "%ERRORLEVEL%"=="0" goto gagal
if not "%PERINTAH%"=="" goto perintah
"%~dp0.venv\Scripts\lkip.exe" run --polres "%POLRES%" --tahun "%TAHUN%"
if not "%ERRORLEVEL%"=="0" goto gagal

set "HASIL=%~dp0build\%POLRES%-%TAHUN%\lkip.html"
if not exist "%HASIL%" set "HASIL=%~dp0build\%POLRES%-%TAHUN%\rencana-aksi.html"
start "" "%HASIL%"
exit /b 0

:perintah
"%~dp0.venv\Scripts\lkip.exe" %*
exit /b %ERRORLEVEL%

:gagal
set "KODE=%ERRORLEVEL%"
echo Laporan tidak tersusun; pesan di atas menyebut sebabnya.
goto selesai

:tanpa_python
set "KODE=9"
echo Python tidak ditemukan. Pasang Python 3.13 dari https://www.python.org/downloads/ dengan pilihan
echo "Add python.exe to PATH" dicentang, lalu jalankan berkas ini lagi.

:selesai
if "%~1"=="" pause
exit /b %KODE%
