/* A PKCS#11 module as vendors ship them for Windows: structures without gaps, numbers of 32 bits. It shows one token with one
 * certificate, that of the file TOKEN_CERTIFICATE, and refuses every PIN, once more each time. For tests only. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

typedef unsigned long Number; /* 32 bits under Windows */
enum { OK = 0, GENERAL = 5, NO_ATTRIBUTE = 0x12, WRONG_PIN = 0xA0, TOO_SMALL = 0x150 };
enum { ID = 0x102, VALUE = 0x11, CLASS = 0, CERTIFICATE = 1 };
/* CKF_LOGIN_REQUIRED, CKF_USER_PIN_INITIALIZED, CKF_TOKEN_INITIALIZED, CKF_USER_PIN_COUNT_LOW */
enum { READY = 0x4 | 0x8 | 0x400, FEW = 0x10000 };

#pragma pack(push, 1)
typedef struct { Number type; void *value; Number length; } Attribute;
typedef struct {
    unsigned char label[32], maker[32], model[16], serial[16];
    Number flags, most, open, most_writing, writing, longest_pin, shortest_pin, memory[4];
    unsigned char hardware[2], firmware[2], time[16];
} TokenInfo;
typedef struct { unsigned char version[2]; void *functions[68]; } List;
#pragma pack(pop)

static unsigned char certificate[8192];
static Number size, finding, wrong;

static Number fine(void) { return OK; }
static Number fails(void) { return GENERAL; }

static Number initialize(void *how) {
    wchar_t name[1024];
    if (!GetEnvironmentVariableW(L"TOKEN_CERTIFICATE", name, 1024)) return GENERAL;
    FILE *file = _wfopen(name, L"rb");
    if (!file) return GENERAL;
    size = (Number)fread(certificate, 1, sizeof certificate, file);
    fclose(file);
    return OK;
}

static Number slots(unsigned char present, Number *list, Number *count) {
    if (list && *count < 1) return TOO_SMALL;
    if (list) list[0] = 7;
    *count = 1;
    return OK;
}

static Number token_info(Number slot, TokenInfo *info) {
    static const char label[] = "Thi\xE1\xBA\xBFt b\xE1\xBB\x8B gi\xE1\xBA\xA3 \xC4\x91\xE1\xBB\x8Bnh"; /* Thiết bị giả định */
    memset(info, ' ', sizeof *info);
    memcpy(info->label, label, sizeof label - 1);
    memset(&info->flags, 0, 11 * sizeof(Number));
    info->flags = READY | (wrong ? FEW : 0);
    memset(info->hardware, 1, 4);
    memset(info->time, '0', 16);
    return OK;
}

static Number mechanisms(Number slot, Number *list, Number *count) {
    if (list && *count < 1) return TOO_SMALL;
    if (list) list[0] = 0x40; /* CKM_SHA256_RSA_PKCS */
    *count = 1;
    return OK;
}

static Number open_session(Number slot, Number flags, void *application, void *notify, Number *session) {
    *session = 1;
    return OK;
}

static Number find_begin(Number session, Attribute *wanted, Number count) {
    finding = 0;
    for (Number one = 0; one < count; one++)
        if (wanted[one].type == CLASS && *(Number *)wanted[one].value == CERTIFICATE) finding = 1;
    return OK;
}

static Number find(Number session, Number *objects, Number most, Number *count) {
    *count = finding;
    if (finding) objects[0] = 9;
    finding = 0;
    return OK;
}

static Number attributes(Number session, Number object, Attribute *asked, Number count) {
    Number result = OK;
    for (Number one = 0; one < count; one++) {
        Attribute *attribute = &asked[one];
        const void *value = attribute->type == ID ? (const void *)"\1" : certificate;
        Number length = attribute->type == ID ? 1 : size;
        if (attribute->type != ID && attribute->type != VALUE) {
            attribute->length = (Number)-1;
            result = NO_ATTRIBUTE;
            continue;
        }
        if (attribute->value && attribute->length < length) return TOO_SMALL;
        if (attribute->value) memcpy(attribute->value, value, length);
        attribute->length = length;
    }
    return result;
}

static Number login(Number session, Number user, unsigned char *pin, Number length) {
    wrong++;
    return WRONG_PIN;
}

static List list = {{2, 40}};

__declspec(dllexport) Number C_GetFunctionList(List **answer) {
    for (int one = 0; one < 68; one++) list.functions[one] = fails;
    list.functions[0] = initialize;
    list.functions[1] = fine; /* C_Finalize */
    list.functions[3] = C_GetFunctionList;
    list.functions[4] = slots;
    list.functions[6] = token_info;
    list.functions[7] = mechanisms;
    list.functions[12] = open_session;
    list.functions[13] = fine; /* C_CloseSession */
    list.functions[18] = login;
    list.functions[19] = fine; /* C_Logout */
    list.functions[24] = attributes;
    list.functions[26] = find_begin;
    list.functions[27] = find;
    list.functions[28] = fine; /* C_FindObjectsFinal */
    *answer = &list;
    return OK;
}
