/* Kernels of the layouts of this set. */
#ifndef BW_DSP_KERNELS_H
#define BW_DSP_KERNELS_H

#include "../bw_kernels.h"

bw_kernel bw_dsp_conv_2d;
bw_kernel bw_dsp_conv_2d_points;
bw_kernel bw_dsp_fully_connected;
bw_kernel bw_dsp_depthwise_rows;
bw_kernel bw_dsp_depthwise_taps;

#endif
