import { catalogue } from '#core/i18n/index.ts';

/** What stands below a picture beside who made it. */
export const pictureMessages = catalogue({ sample: 'Sample, made for demonstration' }, { sample: '样例，仅供演示' });
