/* Starts a program as the file manager of Windows does, by its name and in its own folder, and ends as it ends.
 *
 *   explorer.exe PROGRAM FOLDER */
#include <windows.h>

int wmain(int count, wchar_t **names) {
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION started;
    DWORD code = 99;
    if (count != 3 || !CreateProcessW(names[1], NULL, NULL, NULL, TRUE, 0, NULL, names[2], &start, &started)) return 98;
    WaitForSingleObject(started.hProcess, INFINITE);
    GetExitCodeProcess(started.hProcess, &code);
    return (int)code;
}
