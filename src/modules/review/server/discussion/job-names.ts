/** Tells somebody by mail that he is mentioned in a discussion: `{post, person, role}`. */
export const mentionJob = 'review.mention';
