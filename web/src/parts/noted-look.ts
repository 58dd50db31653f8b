/** How something is asked for of which each look is noted: once, and by a person. */
export const NOTED_LOOK = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: false } as const;
