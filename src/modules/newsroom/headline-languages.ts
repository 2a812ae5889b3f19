/** Languages in which a source may write (BCP 47), those of the platform first. */
export const sourceLanguages = ['en', 'zh', 'ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'ru'] as const;
