/* How a bare program under QEMU talks to the test that started it: numbers by semihosting (Arm IHI 0086, which RISC-V takes over). */
#ifndef PROBE_H
#define PROBE_H

#include <stdint.h>

#if defined(__riscv)
/* RISC-V Semihosting 1.0: an ebreak between these two, all three of four bytes. */
static inline void semihost(uint32_t operation, const void *argument)
{
    register uint32_t a0 __asm__("a0") = operation;
    register const void *a1 __asm__("a1") = argument;
    __asm__ volatile(".option push\n\t"
                     ".option norvc\n\t"
                     ".balign 16\n\t"
                     "slli zero, zero, 0x1f\n\t"
                     "ebreak\n\t"
                     "srai zero, zero, 7\n\t"
                     ".option pop"
                     : "+r"(a0)
                     : "r"(a1)
                     : "memory");
}
#else
static inline void semihost(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}
#endif

/* Writes a number and a character behind it. */
static inline void say(uint64_t value, char end)
{
    char text[24];
    char *at = text + sizeof text - 1;
    *at = 0;
    *--at = end;
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    semihost(4, at); /* SYS_WRITE0 */
}

/* Ends the emulator. */
static inline _Noreturn void leave(void)
{
    semihost(0x18, (const void *)0x20026); /* SYS_EXIT, ADP_Stopped_ApplicationExit */
    for (;;) {
    }
}

#endif
