/* The scripts of the chart engine as bytes of the program. Each is followed by a zero byte, so that it can also be
 * read as a C string. The paths, in quotes, are set in CMakeLists.txt. */
    .section .rodata

    .macro script name, path
    .global \name
    .global \name\()_end
\name:
    .incbin "\path"
\name\()_end:
    .byte 0
    .endm

    script headwater_script_host, HOST_JS
    script headwater_script_echarts, ECHARTS_JS
    script headwater_script_compiled_echarts, COMPILED_ECHARTS
    script headwater_script_option_functions, OPTION_FUNCTIONS_JS
    script headwater_script_draw, DRAW_JS

    .section .note.GNU-stack, "", %progbits
