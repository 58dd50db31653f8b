/** Milliseconds of the machine's monotonic clock: the same in every process, so that ledgers of several processes can be compared. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
