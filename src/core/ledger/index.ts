export { eventInsert, record, type LedgerEvent, historyOf, type HistoryRow } from './record.ts';
export { sealLedger } from './seal.ts';
export { verifyLedger, type LedgerVerdict } from './verify.ts';
export { ledgerHeads, type LedgerHead } from './heads.ts';
export { forgetPerson } from './forget.ts';
export { ledgerPersonData } from './person-data.ts';
