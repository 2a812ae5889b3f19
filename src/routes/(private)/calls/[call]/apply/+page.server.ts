// A standing call is applied to as one of an edition is: only its address is shorter.
export { actions, load } from '../../../[edition]/calls/[call]/apply/+page.server.ts';
