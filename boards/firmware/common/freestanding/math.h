/* The part of <math.h> that a freestanding build has: zig's compiler runtime brings the bodies. */
#ifndef BW_FREESTANDING_MATH_H
#define BW_FREESTANDING_MATH_H

float expf(float x);
float fabsf(float x);
float fmaxf(float x, float y);
float fminf(float x, float y);
float roundf(float x);
float sqrtf(float x);

#endif
