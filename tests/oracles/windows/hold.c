/* Holds files open as Excel and PDF readers do under Windows: others may read them, not write, rename or remove them.
 *
 *   hold.exe READY STOP FILE...
 *
 * Makes the file READY when all are open; ends when the file STOP exists, after two minutes at the latest. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **names) {
    if (count < 4) return 2;
    for (int one = 3; one < count; one++) {
        HANDLE file = CreateFileW(names[one], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
        if (file == INVALID_HANDLE_VALUE) {
            fwprintf(stderr, L"not opened (%lu): %ls\n", GetLastError(), names[one]);
            return 1;
        }
    }
    CloseHandle(CreateFileW(names[1], GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL));
    for (int tenths = 0; tenths < 1200 && GetFileAttributesW(names[2]) == INVALID_FILE_ATTRIBUTES; tenths++) Sleep(100);
    return 0;
}
