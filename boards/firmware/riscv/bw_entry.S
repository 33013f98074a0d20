/* Reset and traps: what C cannot say. */

    .section .text.bw_reset, "ax", @progbits
    .globl bw_reset
bw_reset:
    csrci mstatus, 8            /* MIE: a bootloader may have left interrupts on */
    la sp, bw_stack_high
    la t0, bw_traps
    ori t0, t0, 1               /* vectored, the only mode that all our cores have */
    csrw mtvec, t0
    j bw_start

/* One jump for each cause. 256 bytes is the widest alignment that one of our cores asks for (ESP32-C3 Technical
 * Reference Manual, mtvec). Every entry has to be four bytes. */
    .section .text.bw_traps, "ax", @progbits
    .balign 256
    .globl bw_traps
bw_traps:
    .option push
    .option norvc
    .option norelax
    .rept 32
    j bw_trap
    .endr
    .option pop

bw_trap:
    csrw mscratch, t0
    csrr t0, mcause
    bgez t0, 1f                 /* bit 31 clear: an exception; the stack may be what is broken, so leave it alone */
    csrr t0, mscratch
    addi sp, sp, -64
    sw ra, 0(sp)
    sw t0, 4(sp)
    sw t1, 8(sp)
    sw t2, 12(sp)
    sw a0, 16(sp)
    sw a1, 20(sp)
    sw a2, 24(sp)
    sw a3, 28(sp)
    sw a4, 32(sp)
    sw a5, 36(sp)
    sw a6, 40(sp)
    sw a7, 44(sp)
    sw t3, 48(sp)
    sw t4, 52(sp)
    sw t5, 56(sp)
    sw t6, 60(sp)
    csrr a0, mcause
    call bw_interrupt
    lw ra, 0(sp)
    lw t0, 4(sp)
    lw t1, 8(sp)
    lw t2, 12(sp)
    lw a0, 16(sp)
    lw a1, 20(sp)
    lw a2, 24(sp)
    lw a3, 28(sp)
    lw a4, 32(sp)
    lw a5, 36(sp)
    lw a6, 40(sp)
    lw a7, 44(sp)
    lw t3, 48(sp)
    lw t4, 52(sp)
    lw t5, 56(sp)
    lw t6, 60(sp)
    addi sp, sp, 64
    mret
1:
    la sp, bw_stack_high
    j bw_fault
