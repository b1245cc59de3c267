/* The least of several times, in seconds, that FLINT takes for the row S(n,0), ..., S(n,n).
   Usage: flint_vector n runs */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <flint/fmpz.h>
#include <flint/fmpz_vec.h>
#include <flint/arith.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    slong n = atol(argv[1]), runs = atol(argv[2]);
    double best = 1e300;
    while (runs-- > 0) {
        struct timespec start, end;
        fmpz *row = _fmpz_vec_init(n + 1);
        clock_gettime(CLOCK_MONOTONIC, &start);
        arith_stirling_number_2_vec(row, n, n + 1);
        clock_gettime(CLOCK_MONOTONIC, &end);
        _fmpz_vec_clear(row, n + 1);
        double seconds = (end.tv_sec - start.tv_sec) + 1e-9 * (end.tv_nsec - start.tv_nsec);
        if (seconds < best)
            best = seconds;
    }
    printf("%.9f\n", best);
    return 0;
}
