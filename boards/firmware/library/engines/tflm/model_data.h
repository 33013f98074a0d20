/* The bytes of your model take the place of this file: xxd -i < MODEL.tflite > model_data.h */
#error "Put your model here: xxd -i < MODEL.tflite > model_data.h"
