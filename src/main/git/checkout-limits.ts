/**
 * Files in a working tree. Ten trees of ten times the next, ten deep, need 2 KB and unfold to ten thousand million
 * files; the largest projects in the open have half a million.
 */
export const MAX_CHECKOUT_FILES = 2_000_000
