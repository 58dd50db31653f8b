import { storeContract } from '../../src/store/contract/contract.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

storeContract('sqlite', () => openSqlite());
