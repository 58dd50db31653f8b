import { storeContract } from '../../src/store/contract.ts';
import { openSqlite } from './sqlite-store.ts';

storeContract('sqlite', () => openSqlite());
