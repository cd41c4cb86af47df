/** A certificate of nobody's for 127.0.0.1, with its key: for mail servers of tests alone, good for a hundred years. */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBljCCATygAwIBAgIUXieFmGG3ZUwgkutGban9ZJDo8T0wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMbWFpbC5leGFtcGxlMCAXDTI2MTEyNTIxMDg1OFoYDzIxMjYx
MTAxMjEwODU4WjAXMRUwEwYDVQQDDAxtYWlsLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARVw9421+4xamWem9nFvxhD2+uFN6HBsL2gc0UfbRe/w7iv
jeR8hXyh2YgJ8oNLmJqjkjDwRv4jgJs/9UIibQDto2QwYjAdBgNVHQ4EFgQU1Bv8
zAXdMvFZ9al+ZuU+xY8IQOQwHwYDVR0jBBgwFoAU1Bv8zAXdMvFZ9al+ZuU+xY8I
QOQwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMC
A0gAMEUCIEChqgHBp/oXo4YcGg5cGGit/0eSwys0RMjzC1eZxeuXAiEAtz/UYXUx
aP7LotLElhRMu/zgZbZQHJvJKGxMAYgoDQg=
-----END CERTIFICATE-----
`;
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYhWiuRhhHcgrH/7t
bx10eoEnCbOXGdUHy4/SyN05WtqhRANCAARVw9421+4xamWem9nFvxhD2+uFN6HB
sL2gc0UfbRe/w7ivjeR8hXyh2YgJ8oNLmJqjkjDwRv4jgJs/9UIibQDt
-----END PRIVATE KEY-----
`;
