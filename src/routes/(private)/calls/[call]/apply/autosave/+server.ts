export { POST } from '../../../../[edition]/calls/[call]/apply/autosave/+server.ts';
