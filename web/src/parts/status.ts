/** What the server tells of itself: asked for once, for all who show a part of it. */
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';

export const STATUS = ['status'] as const;

/** @param refreshMs asked again and again after so long; absent: when somebody comes who shows it. */
export const useStatus = (refreshMs?: number) =>
  useQuery({
    queryKey: STATUS,
    queryFn: ({ signal }) => call('GET /status', { signal }),
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
  });
