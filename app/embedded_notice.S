/* NOTICE.md as bytes of the program, with a zero byte after it. The path, in quotes, is set in CMakeLists.txt. */
    .section .rodata
    .global headwater_notice
headwater_notice:
    .incbin NOTICE_MD
    .byte 0

    .section .note.GNU-stack, "", %progbits
