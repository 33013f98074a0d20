/* The agent on Serial, with the engine that lies beside this sketch. */
#include <benchwright_agent.h>

static const uint32_t ARENA_BYTES = @ARENA_BYTES@;
static const uint32_t STAGING_BYTES = @STAGING_BYTES@; /* holds all inputs of the model */

alignas(16) static uint8_t arena[ARENA_BYTES];
alignas(16) static uint8_t staging[STAGING_BYTES];
static bw_agent agent;
static bw_port port;

/* micros() wraps after 71 minutes; the agent asks more often than that, the loop below sees to it. */
static uint64_t ticks(void *) {
  static uint32_t last, wraps;
  const uint32_t now = micros();
  wraps += now < last ? 1 : 0;
  last = now;
  return (static_cast<uint64_t>(wraps) << 32) | now;
}

static uint32_t read_line(void *, uint8_t *buffer, uint32_t bytes) {
  uint32_t count = 0;
  while (count < bytes && Serial.available() > 0) {
    buffer[count++] = static_cast<uint8_t>(Serial.read());
  }
  return count;
}

static void write_line(void *, const uint8_t *buffer, uint32_t bytes) { Serial.write(buffer, bytes); }

static void idle(void *) {}

static void mark(void *, bool high) { digitalWrite(LED_BUILTIN, high ? HIGH : LOW); }

void setup() {
  pinMode(LED_BUILTIN, OUTPUT);
  Serial.begin(115200);
  while (!Serial) {
  }
  port.board = "my-board"; /* as a board of Benchwright is called, or a name of your own */
  port.origin = BW_ORIGIN_HARDWARE;
#ifdef F_CPU
  port.clock_hz = F_CPU;
#endif
  port.tick_hz = 1000000;
  port.ticks = ticks;
  port.read = read_line;
  port.write = write_line;
  port.idle = idle;
  port.mark = mark;
  port.arena = arena;
  port.arena_bytes = ARENA_BYTES;
  port.staging = staging;
  port.staging_bytes = STAGING_BYTES;
  bw_agent_start(&agent, &port);
}

void loop() {
  if (!bw_agent_step(&agent)) {
    ticks(nullptr);
  }
}
