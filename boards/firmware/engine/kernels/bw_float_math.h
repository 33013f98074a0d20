/* The functions of libm that float32 kernels need: our own, because freestanding builds have none and every target
 * must return the same bits. Within 1e-6 relative of the true value, where the comment says no more. */
#ifndef BW_FLOAT_MATH_H
#define BW_FLOAT_MATH_H

float bw_exp(float x);          /* 0 below -87 */
float bw_exp_less_one(float x); /* exp(x) - 1, accurate near 0 */
float bw_log(float x);
float bw_sqrt(float x);
float bw_sin(float x); /* within 1e-6 absolute up to 8192, as cos */
float bw_cos(float x);
float bw_tanh(float x);
float bw_floor(float x);

#endif
