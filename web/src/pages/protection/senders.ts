/** How a sender may be known; the first that fits. */
export const senderKinds = ['device', 'mailbox', 'own-domain', 'allowed', 'stranger'] as const;
