    .section .head, "ax", @progbits
    .word 0xaedb041d, 0xaedb041d
    .globl tiny_start
tiny_start:
    li sp, 0x3fc90000
    la t0, vectors
    ori t0, t0, 1
    csrw mtvec, t0
    j tiny_main

    .balign 256
vectors:
    .option push
    .option norvc
    j fault
    j fault
    j fault
    j fault
    j fault
    j line_5
    .option pop

fault:
    csrr a0, mcause
    csrr a1, mepc
    lui a2, 0x60000
    addi a0, a0, 0x30
    li a3, 0x21
    sw a3, 0(a2)
    sw a0, 0(a2)
1:  wfi
    j 1b

line_5:
    addi sp, sp, -64
    sw ra, 0(sp)
    sw t0, 4(sp)
    sw t1, 8(sp)
    sw a0, 12(sp)
    sw a1, 16(sp)
    sw a2, 20(sp)
    sw a3, 24(sp)
    sw a4, 28(sp)
    sw a5, 32(sp)
    call handle_line_5
    lw ra, 0(sp)
    lw t0, 4(sp)
    lw t1, 8(sp)
    lw a0, 12(sp)
    lw a1, 16(sp)
    lw a2, 20(sp)
    lw a3, 24(sp)
    lw a4, 28(sp)
    lw a5, 32(sp)
    addi sp, sp, 64
    mret
