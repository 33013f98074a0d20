#include "../bw_float.h"

#include "../bw_float_math.h"

#include <stdint.h>

union number {
    float value;
    uint32_t bits;
};

static float of_bits(uint32_t bits)
{
    const union number number = {.bits = bits};
    return number.value;
}

static uint32_t bits_of(float value)
{
    const union number number = {value};
    return number.bits;
}

float bw_floor(float x)
{
    float whole;
    if (!(x > -8388608.0f && x < 8388608.0f)) {
        return x; /* every number of that size is whole; NaN stays NaN */
    }
    whole = (float)(int32_t)x;
    return whole > x ? whole - 1.0f : whole;
}

/* x = k ln 2 + r, |r| <= ln 2 / 2; ln 2 in two parts (Cody and Waite) so that k ln 2 is exact; Taylor to r^7. */
float bw_exp(float x)
{
    const float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f, log2_e = 1.44269504f;
    float k, r, series;
    if (x != x) {
        return x;
    }
    if (x < -87.0f) {
        return 0.0f;
    }
    if (x > 88.8f) {
        return of_bits(0x7f800000u);
    }
    k = bw_floor(x * log2_e + 0.5f);
    r = x - k * ln2_high;
    r -= k * ln2_low;
    series = 1.0f / 5040.0f;
    series = series * r + 1.0f / 720.0f;
    series = series * r + 1.0f / 120.0f;
    series = series * r + 1.0f / 24.0f;
    series = series * r + 1.0f / 6.0f;
    series = series * r + 0.5f;
    series = series * r + 1.0f;
    series = series * r + 1.0f;
    return series * 2.0f * of_bits((uint32_t)((int32_t)k + 126) << 23); /* 2^128 has no number of its own */
}

float bw_exp_less_one(float x)
{
    float series;
    if (x < -0.35f || x > 0.35f || x != x) {
        return bw_exp(x) - 1.0f;
    }
    series = 1.0f / 5040.0f;
    series = series * x + 1.0f / 720.0f;
    series = series * x + 1.0f / 120.0f;
    series = series * x + 1.0f / 24.0f;
    series = series * x + 1.0f / 6.0f;
    series = series * x + 0.5f;
    series = series * x + 1.0f;
    return series * x;
}

/* x = 2^k m, m within sqrt(1/2)..sqrt(2); log m = 2 artanh((m - 1) / (m + 1)). */
float bw_log(float x)
{
    int32_t k = 0;
    uint32_t bits;
    float m, s, square, series;
    if (x == 0.0f) {
        return of_bits(0xff800000u);
    }
    if (!(x > 0.0f) || bits_of(x) == 0x7f800000u) {
        return x < 0.0f ? of_bits(0x7fc00000u) : x;
    }
    if (x < 1.17549435e-38f) {
        x *= 8388608.0f;
        k = -23;
    }
    bits = bits_of(x);
    k += (int32_t)(bits >> 23) - 127;
    m = of_bits((bits & 0x7fffffu) | 0x3f800000u);
    if (m > 1.41421356f) {
        m *= 0.5f;
        k += 1;
    }
    s = (m - 1.0f) / (m + 1.0f);
    square = s * s;
    series = 1.0f / 9.0f;
    series = series * square + 1.0f / 7.0f;
    series = series * square + 0.2f;
    series = series * square + 1.0f / 3.0f;
    return (float)k * 0.693359375f + ((float)k * -2.12194440e-4f + (2.0f * s + 2.0f * s * square * series));
}

/* A first guess by halving the exponent, then Newton's (Heron's) steps. */
float bw_sqrt(float x)
{
    float scale = 1.0f, root;
    if (x == 0.0f || x != x || bits_of(x) == 0x7f800000u) {
        return x;
    }
    if (x < 0.0f) {
        return of_bits(0x7fc00000u);
    }
    if (x < 1.17549435e-38f) {
        x *= 16777216.0f;
        scale = 1.0f / 4096.0f;
    }
    root = of_bits((bits_of(x) >> 1) + 0x1fbd1df5u);
    for (int32_t i = 0; i < 4; ++i) {
        root = 0.5f * (root + x / root);
    }
    return root * scale;
}

/* sin(x + quarter * pi / 2): x to within pi / 4 of a multiple of pi / 2, which is subtracted in three parts. */
static float sine(float x, int32_t quarter)
{
    float k, r, square, value;
    if (!(x > -8388608.0f && x < 8388608.0f)) {
        return of_bits(0x7fc00000u);
    }
    k = bw_floor(x * 0.636619772f + 0.5f);
    r = x - k * 1.5703125f;
    r -= k * 4.83751297e-4f;
    r -= k * 7.54978942e-8f;
    square = r * r;
    quarter += (int32_t)k;
    if (quarter & 1) {
        value = 1.0f - square * (0.5f - square * (1.0f / 24.0f - square * (1.0f / 720.0f - square / 40320.0f)));
    } else {
        value = r - r * square * (1.0f / 6.0f - square * (1.0f / 120.0f - square * (1.0f / 5040.0f - square / 362880.0f)));
    }
    return quarter & 2 ? -value : value;
}

float bw_sin(float x)
{
    return sine(x, 0);
}

float bw_cos(float x)
{
    return sine(x, 1);
}

float bw_tanh(float x)
{
    const float square = x * x;
    if (x > -0.35f && x < 0.35f) {
        return x - x * square * (1.0f / 3.0f - square * (2.0f / 15.0f - square * (17.0f / 315.0f - square * 62.0f / 2835.0f)));
    }
    return x != x ? x : 1.0f - 2.0f / (bw_exp(2.0f * x) + 1.0f);
}
