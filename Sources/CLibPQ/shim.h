// SPDX-License-Identifier: Apache-2.0
#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>

// The fields of an error report that may be read. The detail, hint and context fields are left out on
// purpose: they can hold values of a record.
static const int CLIBPQ_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int CLIBPQ_SQLSTATE = PG_DIAG_SQLSTATE;
static const int CLIBPQ_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int CLIBPQ_TABLE = PG_DIAG_TABLE_NAME;
static const int CLIBPQ_COLUMN = PG_DIAG_COLUMN_NAME;
static const int CLIBPQ_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;
static const int CLIBPQ_FUNCTION = PG_DIAG_SOURCE_FUNCTION;

#endif
