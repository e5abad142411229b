"""What is on the paper. The only home of cv2, numpy, pymupdf and paddleocr."""
