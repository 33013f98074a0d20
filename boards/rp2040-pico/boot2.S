/* Second stage of the RP2040's start (RP2040 Datasheet, 2.8.1.3 and 4.10.13): the ROM loads these 256 bytes from the start
 * of flash to the end of SRAM, checks their checksum, which boards/build.py puts into the last four, and runs them. They
 * make flash readable in place: every access becomes a serial read, command 03h, that every flash chip knows, at a
 * quarter of the core clock. The firmware calls a copy of them again after it has written flash.
 *
 * Position-independent; r0 to r2 are not kept. */
    .syntax unified
    .cpu cortex-m0plus
    .thumb

    .equ SSI, 0x18000000
    .equ SSI_CTRLR0, 0x00
    .equ SSI_CTRLR1, 0x04
    .equ SSI_SSIENR, 0x08
    .equ SSI_BAUDR, 0x14
    .equ SSI_SPI_CTRLR0, 0xf4
    .equ FRAMES_OF_32_BITS_FOR_EEPROM_READ, 31 << 16 | 3 << 8
    .equ COMMAND_03H_WITH_24_BITS_OF_ADDRESS, 0x03 << 24 | 2 << 8 | 6 << 2
    .equ VTOR, 0xe000ed08
    .equ VECTORS, 0x10000100

    .section .boot2, "ax", %progbits
    .global bw_boot2
    .type bw_boot2, %function
    .thumb_func
bw_boot2:
    ldr     r0, =SSI
    movs    r1, #0
    str     r1, [r0, #SSI_SSIENR]   /* its registers change only while it is off */
    movs    r1, #4                  /* 31.25 of 125 MHz; 03h is good for 50 (W25Q16JV data sheet, AC characteristics) */
    str     r1, [r0, #SSI_BAUDR]
    ldr     r1, =FRAMES_OF_32_BITS_FOR_EEPROM_READ
    str     r1, [r0, #SSI_CTRLR0]
    movs    r1, #0                  /* one frame a read */
    str     r1, [r0, #SSI_CTRLR1]
    ldr     r1, =COMMAND_03H_WITH_24_BITS_OF_ADDRESS
    movs    r2, #SSI_SPI_CTRLR0
    str     r1, [r0, r2]
    movs    r1, #1
    str     r1, [r0, #SSI_SSIENR]
    mov     r0, lr
    cmp     r0, #0                  /* the ROM comes with 0, the firmware with an address to return to */
    beq     1f
    bx      lr
1:  ldr     r0, =VECTORS
    ldr     r1, =VTOR
    str     r0, [r1]
    ldr     r1, [r0]
    msr     msp, r1
    ldr     r0, [r0, #4]
    bx      r0
    .ltorg
