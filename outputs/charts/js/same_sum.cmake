# cmake -D FILE=... -D SUM=... -P same_sum.cmake: fails unless the file has this SHA-256.
file(SHA256 ${FILE} sum)
if(NOT sum STREQUAL SUM)
  message(FATAL_ERROR "${FILE}: its SHA-256 is ${sum} instead of ${SUM}, which outputs/charts/package.json gives")
endif()
