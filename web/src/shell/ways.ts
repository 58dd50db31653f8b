/** By what one can sign in here. Where it is not known, names and passwords are there all the same. */
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';

export const useWays = () =>
  useQuery({ queryKey: ['ways'], queryFn: ({ signal }) => call('GET /sign-in/ways', { signal }) });
